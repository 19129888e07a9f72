// Joins what the caller decided with what the surroundings say.
import type { ForgotPasswordClientConfig } from '../../../client/config.ts';
import type { SettingResolved } from '../../../client/events.ts';
import { type AmbientSources, type RegionSources, resolveAmbient } from './ambient.ts';
import { nodeSources } from './node-sources.ts';

/**
 * A configuration with the settings that it leaves open taken from the environment, the shared files and instance
 * metadata; `onSetting` is told where each came from.
 *
 * @throws {@link ConfigurationError} as `resolveAmbient` does.
 */
export async function fillInAmbient(
  config: ForgotPasswordClientConfig & RegionSources,
  onSetting: (event: SettingResolved) => void,
  sources: AmbientSources = nodeSources(),
): Promise<ForgotPasswordClientConfig> {
  const { lookedIn: _, ...found } = await resolveAmbient(config, sources);
  const filled: Record<string, unknown> = Object.assign(Object.create(null), config);
  for (const [setting, resolved] of Object.entries(found)) {
    if (!resolved) continue;
    const { value, source } = resolved;
    filled[setting] = value;
    // A proxy's URL may hold a password.
    onSetting({ type: 'setting-resolved', setting, source, ...(setting !== 'proxyUrl' && { value }) });
  }
  return filled;
}
