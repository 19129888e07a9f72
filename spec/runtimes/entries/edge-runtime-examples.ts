import * as lib from 'cognito-forgot-password';
import { context } from '../context.ts';
import { exampleCases } from '../examples/edge-runtime.ts';
import { runAndReport } from '../harness.ts';

runAndReport(exampleCases, lib, context);
