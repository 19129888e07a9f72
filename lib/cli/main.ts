#!/usr/bin/env node
import { forgotPassword } from '../node.ts';

void forgotPassword;
