import { z } from 'zod';

/** A network of 256 addresses, such as `10.77.0.0/24`. */
export const ipv4Subnet = z
  .string()
  .regex(
    /^10\.(25[0-5]|2[0-4]\d|1?\d?\d)\.(25[0-5]|2[0-4]\d|1?\d?\d)\.0\/24$/,
    'must look like 10.77.0.0/24',
  );
