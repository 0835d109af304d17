import { type Shell, sh } from 'drover';
import type { Variables } from './variables.ts';

export type InstanceVariables = Pick<Variables, 'product' | 'instance' | 'instanceDirectory' | 'cpf_file'>;

/** Sets `$control`, and `$name`, `$status` and `$cpf` of the instance: empty where qlist does not know it. */
export function findInstance({
  product,
  instance = '',
  instanceDirectory,
  cpf_file,
}: InstanceVariables): Shell {
  const command = product === 'cache' ? 'ccontrol' : 'iris';
  return sh`dir=${instanceDirectory}
control=$(command -v ${command} || { [ ! -x "$dir"/bin/${command} ] || echo "$dir"/bin/${command}; })
line=$([ -z "$control" ] || "$control" qlist </dev/null 2>/dev/null | tr -d '\r' | awk -F ^ -v dir="$dir" -v name=${instance} '
  { at = $2; sub(/\/+$/, "", at); if (name == "" ? at == dir : toupper($1) == toupper(name)) { print; exit } }')
field() { printf '%s\n' "$line" | cut -d ^ -f "$1"; }
name=$(field 1) status=$(field 4) cpf=${cpf_file ?? ''}
if [ -z "$cpf" ] && [ -n "$line" ]; then
  cpf=$(field 5) home=$(field 13)
  case $cpf in /*) ;; *) [ -n "$home" ] || home=$dir; cpf=$home/$cpf ;; esac
fi`;
}
