import { type Shell, sh } from 'drover';
import { portalUnit } from './portal-unit.ts';

/** Ends what our unit runs; no failure when there is no such unit. */
export const stopUnit: Shell = sh`if systemctl -q is-active ${portalUnit.name} 2>/dev/null; then systemctl stop ${portalUnit.name} || exit; fi`;
