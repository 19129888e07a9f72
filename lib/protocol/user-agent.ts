import { VERSION } from '../schema/generated/version.ts';

/** The user agent, in the grammar of the AWS SDKs: `NAME/VERSION ua/2.1 os/… lang/js [md/…] [app/…]`. */
export function userAgent(platform: string, appId = ''): string {
  // Token characters of RFC 9110; the grammar writes others as a hyphen.
  const app = appId && ` app/${appId.replace(/[^!#-'*+.^`|~\w-]/g, '-')}`;
  return `cognito-forgot-password/${VERSION} ua/2.1 ${platform}${app}`;
}
