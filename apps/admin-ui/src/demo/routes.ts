import { Children, Fragment, isValidElement } from 'react';
import type { ReactNode } from 'react';
import { CustomRoutes } from 'react-admin';

interface Shown {
  readonly name?: string;
  readonly list?: unknown;
  readonly show?: unknown;
  readonly create?: unknown;
  readonly path?: string;
  readonly children?: ReactNode;
}

/** The addresses of all pages, from the table that the console itself is made of. `:id` stands for one of the rows. */
export function addressesOf(pages: ReactNode): readonly string[] {
  return Children.toArray(pages).flatMap((element): readonly string[] => {
    if (!isValidElement<Shown>(element)) return [];
    const { name, list, show, create, path, children } = element.props;
    if (element.type === Fragment || element.type === CustomRoutes) return addressesOf(children);
    if (path !== undefined) return [path, ...addressesOf(children)];
    if (name === undefined) return [];
    return [...(list ? [`/${name}`] : []), ...(create ? [`/${name}/create`] : []), ...(show ? [`/${name}/:id/show`] : [])];
  });
}
