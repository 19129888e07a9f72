// What a journal cannot be used for.
import { ConfigurationError } from '../errors/errors.ts';
import { fileProblem } from '../util/node/file-problem.ts';

/** The error of a journal that cannot be used: the problem, and what to do. */
export function unusable(path: string, problem: string, remedy = '', cause?: unknown): ConfigurationError {
  const message = `journal ${path} ${problem}.${remedy && ` ${remedy}`}`;
  return new ConfigurationError(message, { cause });
}

/** Likewise, for an error of the file system. */
export function unreadable(path: string, cause: unknown): ConfigurationError {
  return unusable(
    path,
    `cannot be used: ${fileProblem(cause)}`,
    'Give the path of a file in a folder that exists.',
    cause,
  );
}
