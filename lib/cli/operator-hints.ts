// Hints for the one who runs the command: the library's own are for the one who writes a program.

const byReason: Readonly<Record<string, string>> = {
  USER_NOT_FOUND: 'Check the name and the user pool: the pool is the one of the client ID and the region.',
};

const byCode: Readonly<Record<string, string>> = {
  ERR_TRANSPORT_TLS: 'Give the certificate authority that signed it by --ca-bundle or AWS_CA_BUNDLE.',
};

/** What an operator can do about an error; nothing where the library's own hint fits. */
export function operatorHint({
  reason,
  code,
}: {
  readonly reason?: string;
  readonly code?: string;
}): string | undefined {
  return byReason[reason ?? ''] ?? byCode[code ?? ''];
}

const systemErrors: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'the file is in use',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the device failed',
  EISDIR: 'it is a folder',
  EMFILE: 'too many files are open',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'no space is left on the device',
  ENOTDIR: 'a part of the path is not a folder',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
};

/** What an error of the operating system means, with its code. */
export function systemProblem(cause: unknown): string {
  const code = `${Object(cause).code ?? 'unknown error'}`;
  const words = systemErrors[code];
  return words ? `${words} (${code})` : code;
}
