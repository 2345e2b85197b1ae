import '@fontsource-variable/onest';
import { createRoot } from 'react-dom/client';
import { Route } from 'react-router-dom';
import { App, pages } from '../App.js';
import { fakeConsole } from '../providers/fake-console.js';
import { queryClient } from '../providers/query-client.js';
import { Gallery } from './Gallery.js';
import { opened } from './opened.js';
import { addressesOf } from './routes.js';
import { examples, world } from './world.js';

/** The first row of a resource, where an address has its id. */
function example(address: string): string {
  const [, resource = ''] = address.split('/');
  const named = Object.entries(examples).reduce((path, [part, value]) => path.replace(part, encodeURIComponent(value)), address);
  return named.replace(':id', encodeURIComponent(String(world.rows?.[resource]?.[0]?.id ?? '')));
}

declare global {
  interface Window {
    /** Where every page is, for whoever looks at all of them. */
    readonly soulsyncPages?: readonly string[];
  }
}
const port = fakeConsole(world);
Object.assign(port.data, { addressOf: (path: string) => new URL(`api/v1/${path}`, document.baseURI).toString() });
Object.assign(window, { soulsyncPages: ['/', '/gallery', ...Object.keys(opened), ...addressesOf(pages).map(example)] });

const more = [
  <Route key="/gallery" path="/gallery" element={<Gallery />} />,
  ...Object.entries(opened).map(([path, element]) => <Route key={path} path={path} element={element} />),
];
const root = document.getElementById('root');
if (root) createRoot(root).render(<App port={port} queryClient={queryClient()} more={more} />);
