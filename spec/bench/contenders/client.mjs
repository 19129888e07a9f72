// One of this package's builds; `entry` is the file URL of its entry.
export async function open(endpointUrl, { entry, method, config, request }) {
  const { ForgotPasswordClient } = await import(entry);
  const client = new ForgotPasswordClient({ endpointUrl, ...config });
  return {
    call:
      method === 'forgotPassword' ? () => client.forgotPassword(request) : () => client.confirmForgotPassword(request),
    close: () => client.close(),
  };
}
