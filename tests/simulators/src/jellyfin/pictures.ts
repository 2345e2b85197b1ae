import type { Answer } from '../http/simulator-server.js';
import { png } from '../pictures/png.js';
import type { Item, JellyfinLibrary } from './library.js';
import { notFound } from './replies.js';
import type { Switches } from './switches.js';

/** Whoever asks: pictures need no sign-in. */
const ADDRESS = /^\/Items\/([0-9a-fA-F-]{32,36})\/Images\/Primary$/;
const SIDE = 48;

/** The picture of this item, a colour of its own; nothing is scaled. */
export const pictureOf = ({ id }: Pick<Item, 'id'>): Buffer => png(SIDE, SIDE, parseInt(id.slice(0, 6), 16));

/** null: it is no question about a picture. */
export function pictureAnswer(path: string, library: JellyfinLibrary, { pictureless }: Switches): Answer | null {
  const [, asked] = ADDRESS.exec(path) ?? [];
  if (asked === undefined) return null;
  const item = library.find(asked.replaceAll('-', '').toLowerCase());
  if (!item) return notFound;
  if (item.type === 'Audio' || pictureless.includes(item.id))
    return { status: 404, type: 'application/json; charset=utf-8', body: `${item.name} does not have an image of type Primary` };
  return { status: 200, type: 'image/png', body: pictureOf(item) };
}
