import { isIPv6 } from 'node:net';

/** A network as firewalls write it: without the bits of hosts, an address alone without its length, IPv6 short. */
export function networkOf(given: string): string {
  const [address = '', length] = given.split('/');
  const most = isIPv6(address) ? 128 : 32;
  const bits = length === undefined ? most : Number(length);
  const base = isIPv6(address) ? ipv6Of(address, bits) : ipv4Of(address, bits);
  return bits === most ? base : `${base}/${bits}`;
}

function ipv4Of(address: string, bits: number): string {
  const number = address.split('.').reduce((all, part) => all * 256 + Number(part), 0);
  const kept = number - (number % 2 ** (32 - bits));
  return [24, 16, 8, 0].map((shift) => Math.floor(kept / 2 ** shift) % 256).join('.');
}

function ipv6Of(address: string, bits: number): string {
  const words = wordsOf(address).map((word, index) => {
    const held = Math.min(16, Math.max(0, bits - index * 16));
    return word - (word % 2 ** (16 - held));
  });
  return shortened(words.map((word) => word.toString(16)).join(':'));
}

/** The eight words of an address, of which zeros may be left out. */
function wordsOf(address: string): readonly number[] {
  const [before = '', after = ''] = shortened(address).split('::');
  const [head, tail] = [numbersIn(before), numbersIn(after)];
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}

function numbersIn(words: string): readonly number[] {
  return words === '' ? [] : words.split(':').map((word) => Number.parseInt(word, 16));
}

/** As RFC 5952 has it, which is how a URL has it. */
function shortened(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1);
}
