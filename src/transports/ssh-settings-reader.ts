import type { ConnectionSettings } from './connection-settings.ts';
import { SshConfig } from './ssh-config/ssh-config.ts';
import type { SshSettings } from './ssh-settings.ts';
import { sshSettingsOf } from './ssh-settings-of.ts';

/** Makes a reader of settings whose hosts share what was read of ssh_config. */
export function sshSettingsReader(): (given: ConnectionSettings) => Promise<SshSettings> {
  const configs = new Map<string, SshConfig>();
  return async (given) => {
    const { sshConfigFile: path } = given;
    const config = configs.get(path ?? '') ?? new SshConfig(path);
    configs.set(path ?? '', config);
    return sshSettingsOf(given, await config.files());
  };
}
