// What makes two records ask for the same.

/** Whom a record asks for, and where. */
export interface RecordIdentity {
  readonly clientId: string | undefined;
  readonly username: string;
  /** Where the record goes: its own region, or that of all records. */
  readonly region: string | undefined;
  /** Likewise; absent where the region's endpoint is used. */
  readonly endpointUrl: string | undefined;
}

/** A username as a pool sees it that does not distinguish case: in lower case, and in one Unicode form. */
export function foldUsername(username: string): string {
  // Twice, as lower case may take letters apart.
  return username.normalize('NFC').toLowerCase().normalize('NFC');
}

/** A text that two identities share only where they are the same. */
export function identityText({ clientId, username, region, endpointUrl }: RecordIdentity): string {
  // A custom endpoint stands in for the region.
  return JSON.stringify([clientId, username, endpointUrl === undefined ? region : undefined, endpointUrl]);
}
