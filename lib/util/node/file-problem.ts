// Says in words why a file cannot be used. Apart from the reading itself, which hardly a call needs.

/** The codes with which `readTextFile` rejects beside those of the system. */
export type FileProblemCode = 'EFBIG' | 'EINVAL' | 'EILSEQ' | 'EISDIR';

const PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EFBIG: 'it is too large',
  EILSEQ: 'it is not UTF-8 text',
  EINVAL: 'it is not a regular file',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  ENXIO: 'it is not a regular file',
  EPERM: 'permission denied',
};

/** The problem with a file, by the code of the error that reading or opening it ended with. Holds no text of the file. */
export function fileProblem(error: unknown): string {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  if (code === 'EFBIG' && typeof message === 'string') return message;
  return typeof code === 'string' ? (PROBLEMS[code] ?? code) : 'reading failed';
}
