import { type Shell, sh } from 'drover';

/**
 * Defines `parameter`, which prints a value of parameters.isc in `$dir`, by its name in the group security_settings. Names may
 * be repeated there: where their values differ, nobody knows which one counts, and nothing is printed.
 */
export const parameterReader: Shell = sh`parameter() {
  awk -v name="$1" '
    { sub(/\r$/, ""); at = index($0, ":"); key = substr($0, 1, at - 1); gsub(/[ \t]/, "", key) }
    at && key == "security_settings." name {
      value = substr($0, at + 1); gsub(/^[ \t]+|[ \t]+$/, "", value)
      if (value != "" && !(value in known)) { known[value]; count++; only = value }
    }
    END { if (count == 1) print only }' "$dir/parameters.isc" 2>/dev/null
}`;
