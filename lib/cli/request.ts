import type { ForgotPasswordInput } from '../node.ts';
import type { Parameters } from './flag.ts';

/** The request that parameters stand for: `A_B` is the member B of the structure A. */
export function requestOf(parameters: Parameters): ForgotPasswordInput {
  const { Username = '', ClientId, ClientMetadata, SecretHash } = parameters;
  return {
    Username,
    ClientId,
    SecretHash,
    // The request's schema refuses values that are no strings.
    ClientMetadata: ClientMetadata as Record<string, string> | undefined,
    UserContextData: {
      EncodedData: parameters.UserContextData_EncodedData,
      IpAddress: parameters.UserContextData_IpAddress,
    },
    AnalyticsMetadata: { AnalyticsEndpointId: parameters.AnalyticsMetadata_AnalyticsEndpointId },
  };
}
