import type { ModuleCase } from '../module-case.ts';
import { authorizedKeyCase } from './authorized-key.ts';
import { cronCase } from './cron.ts';
import { hostnameCase } from './hostname.ts';
import { kernelModuleCase } from './kernel-module.ts';
import { localeCase } from './locale.ts';
import { mountCase } from './mount.ts';
import { serviceCase } from './service.ts';
import { sysctlCase } from './sysctl.ts';
import { systemdUnitCase } from './systemd-unit.ts';
import { timezoneCase } from './timezone.ts';
import { userCase, userGroupCase } from './user.ts';

/** The modules that change a whole system: tried on a guest. */
export const systemCases: readonly ModuleCase[] = [
  authorizedKeyCase,
  cronCase,
  hostnameCase,
  kernelModuleCase,
  localeCase,
  mountCase,
  serviceCase,
  sysctlCase,
  systemdUnitCase,
  timezoneCase,
  userCase,
  userGroupCase,
];
