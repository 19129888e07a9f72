// Whom a record asks for, and where: its own client, region and endpoint come before those of all records.
import type { JournalScope } from '../bulk/journal.ts';
import type { RecordIdentity } from '../bulk/record-identity.ts';
import type { Parameters } from './parameters.ts';

/** How the scope of a journal names the endpoint that follows from the region. */
export const REGIONAL_ENDPOINT = 'regional';

/** The region that a user pool's ID begins with. */
export function poolRegionOf(userPoolId: unknown): string | undefined {
  return typeof userPoolId === 'string' ? userPoolId.replace(/_.*/s, '') : undefined;
}

/** The identity of a record whose parameters are complete; `scope` is what holds for all records. */
export function identityOf(
  parameters: Parameters,
  scope: JournalScope,
  sharedLocation?: string | null,
): RecordIdentity {
  const { ClientId, ClientConfig, Username, EndpointUrl, Region, ProfileLocation } = parameters;
  const isOwnLocation = ProfileLocation && ProfileLocation !== sharedLocation;
  const sharedEndpoint = scope.endpointUrl === REGIONAL_ENDPOINT ? undefined : scope.endpointUrl;
  return {
    clientId: ClientId ?? ClientConfig?.clientId ?? undefined,
    username: `${Username}`,
    // Which region a file of the record's own holds is not known yet.
    region:
      Region ??
      poolRegionOf(ClientConfig?.userPoolId) ??
      (isOwnLocation ? `of ${ProfileLocation}` : (ClientConfig?.region ?? scope.region)),
    endpointUrl: EndpointUrl ?? ClientConfig?.endpointUrl ?? sharedEndpoint,
  };
}
