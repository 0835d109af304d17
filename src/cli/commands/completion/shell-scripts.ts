/** What each shell has to read so that it completes command lines of `drover`. */
export const shellScripts = {
  bash: String.raw`_drover() {
  local typed=${'$'}{COMP_LINE:0:COMP_POINT} current words
  read -ra words <<<"$typed"
  [[ $typed == *[[:space:]] ]] && words+=("")
  current=${'$'}{words[${'$'}{#words[@]}-1]}
  COMPREPLY=()
  local line
  # Bash completes only what is after the last colon or equals sign.
  local before=${'$'}{current%"${'$'}{current##*[:=]}"}
  while IFS= read -r line; do COMPREPLY+=("${'$'}{line#"$before"}"); done < <(drover complete -- "${'$'}{words[@]:1}" 2>/dev/null)
}
complete -o default -o bashdefault -F _drover drover
`,
  zsh: String.raw`#compdef drover
_drover() {
  local -a found
  found=("${'$'}{(@f)$(drover complete -- "${'$'}{(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "${'$'}{found[1]}" ]]; then compadd -- "${'$'}{found[@]}"; else _files; fi
}
compdef _drover drover
`,
  fish: String.raw`function __drover_complete
  set -l found (drover complete -- (commandline -opc)[2..-1] (commandline -ct) 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c drover -f -a '(__drover_complete)'
`,
} as const;
