// For every runtime that runs a script. Not awaited: not all of them know await at the top level.
import * as lib from 'cognito-forgot-password';
import { allCases } from '../cases/all.ts';
import { context } from '../context.ts';
import { runAndReport } from '../harness.ts';

runAndReport(allCases, lib, context);
