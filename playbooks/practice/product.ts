/** How the stand-in for a product is called and laid out. Facts: the vendor's documentation. */
export interface Product {
  readonly instance: string;
  readonly version: string;
  /** The parameter file, in the instance's directory. */
  readonly cpf: string;
  /** The names of the commands that people type. */
  readonly commands: readonly [string, ...string[]];
  /** The key of parameters.isc is made from it: cache_user, iris_user. */
  readonly family: 'cache' | 'iris';
  /** Who it runs as, unless it is told. */
  readonly account: string;
}

const products: Readonly<Record<Product['family'], Product>> = {
  cache: {
    instance: 'CACHE',
    version: '2017.2.2.865.0',
    cpf: 'cache.cpf',
    commands: ['ccontrol', 'csession'],
    family: 'cache',
    account: 'cacheusr',
  },
  iris: {
    instance: 'IRIS',
    version: '2023.1.0.235.1',
    cpf: 'iris.cpf',
    commands: ['iris'],
    family: 'iris',
    account: 'irisusr',
  },
};

export function productOf({ product }: { readonly product: Product['family'] }): Product {
  return products[product];
}
