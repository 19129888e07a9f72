import { RequestValidationError } from '../../node.ts';

/** A record as the pipeline takes it, or the error of one that cannot be read, and the line in which it begins. */
export interface NumberedRecord {
  /** From 1. */
  readonly line: number;
  readonly record: unknown;
}

/** The error of something that cannot be read. It names lines and columns, and never holds what is in them. */
export function unreadable(line: number, sentence: string): RequestValidationError {
  return refusal(`Line ${line} ${sentence}`);
}

/** The error of a record, or of a whole input, that is not to be sent. */
export function refusal(message: string, path = ''): RequestValidationError {
  return new RequestValidationError(message, { issues: [{ path, keyword: 'format', message }] });
}
