import { didYouMean } from '../../../core/did-you-mean.ts';
import { UsageError } from '../../../core/errors.ts';
import { type Facts, factsSchema } from '../../../modules/facts/facts-schema.ts';

type Subset = keyof Facts;

const every = factsSchema.keyof().options;

/** The subsets that flags ask for; without any all, and certificates where files of them are named. Throws a UsageError. */
export function subsetsOf(given: readonly string[], certificates: readonly string[]): readonly Subset[] {
  const names = given.flatMap((one) => one.split(',')).map((one) => one.trim());
  const unknown = names.find((name) => !every.some((subset) => subset === name));
  if (unknown !== undefined) {
    throw new UsageError(`There are no facts called "${unknown}"`, {
      hint: didYouMean(unknown, every),
    });
  }
  const asked = every.filter((subset) => names.length === 0 || names.includes(subset));
  const others = asked.filter((subset) => subset !== 'certificates');
  if (certificates.length > 0) return [...others, 'certificates'];
  if (!names.includes('certificates')) return others;
  throw new UsageError('Of which certificates is not said', {
    hint: 'Name their files on the hosts with --certificate, such as --certificate /etc/nginx/tls.pem.',
  });
}
