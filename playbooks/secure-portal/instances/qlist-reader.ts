/**
 * An awk program that puts lines of qlist into one form: what is missing in old ones is filled in. A line is NAME,
 * DIRECTORY, VERSION, STATUS, parameter file, ports of SuperServer, web server and JDBC gateway, STATE, PRODUCT, mirror
 * type and status, data directory, with `^` between; paths are absolute and end in no slash. It runs on the host, where
 * the same script goes on with what it found. Anything that is no such line is left out.
 */
export const qlistReader = String.raw`
function tidy(path) { while (path ~ /.\/$/) path = substr(path, 1, length(path) - 1); return path }
{ sub(/\r$/, ""); count = split($0, field, /\^/) }
count >= 8 && field[1] != "" && field[2] ~ /^\// {
  field[2] = tidy(field[2])
  field[13] = field[13] ~ /^\// ? tidy(field[13]) : field[2]
  if (field[5] != "" && field[5] !~ /^\//) field[5] = tidy(field[13]) "/" field[5]
  line = field[1]
  for (at = 2; at <= 13; at++) line = line "^" field[at]
  print line
}`;
