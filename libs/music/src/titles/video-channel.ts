import { boundedText } from '../normalise/bounded-text.js';
import { artistKeys, nameKeys } from '../artists/parse-artists.js';

/** What a channel's name says of the artist. */
export interface VideoChannel {
  /** The artist it would be the channel of; null: it shows other people's videos, or there is none. */
  readonly artist: string | null;
  /** Every name it goes by, for comparison. */
  readonly names: readonly string[];
  /** An artist's own collection of releases: titles stand there as they are. */
  readonly topic: boolean;
}

const topicTail = /\s-\sTopic$/;

/** Collections of lyrics, translations and karaoke: they show what others made. */
const collections =
  /\b(?:lyrics?|letras?|paroles|testi|songtexte?|tekst|karaok[eé]|traduc\w*|traduzioni|legend(?:as|ado)s?|subs?|uploads?|playlists?|archivo|archiv|oldies)\b|lyrics\b|тексты?|караоке|архив|музыка|歌詞|チャンネル|カラオケ|保管庫|가사|노래방|歌词|唱片/iu;
/** Labels, broadcasts and archives end in what they are; a band may begin with it (`TV on the Radio`). */
const institutions =
  /\S(?<!\bthe)\s+(?:records?|recordings|archives?|vault|nation|hits|charts|radio|tv|fans?|label|entertainment|network|covers?|vinyl|collection|promotion|fm|magazine|films?)(?:\s+(?:\d+|uk|usa?|india|official|hd))?$|\w(?:records|archive)$/iu;

export function readChannel(channel: string | null): VideoChannel {
  if (channel === null) return { artist: null, names: [], topic: false };
  const whole = boundedText(channel);
  const topic = topicTail.test(whole);
  const name = whole.replace(topicTail, '').trim();
  if (topic) return { artist: name === '' ? null : name, names: [name], topic };
  const vevo = /vevo$/i.test(name);
  const plain = name
    .replace(/vevo$/i, '')
    .replace(
      /^official\s+|\s*(?:official|oficial|officiel|ufficiale|offiziell)(?:\s+youtube)?(?:\s+channel)?$|\s+(?:tv|channel|music)$/gi,
      '',
    )
    .trim();
  const own = plain === '' ? null : vevo && !/\s/.test(plain) ? plain.replace(/(?<=[a-z])(?=[A-Z])/g, ' ') : plain;
  const names = [name, plain, own ?? ''].filter((one, place, all) => one !== '' && all.indexOf(one) === place);
  return { artist: !vevo && (collections.test(name) || institutions.test(name)) ? null : own, names, topic };
}

/** Is one of these credited artists the owner of the channel? */
export const credits = (names: string, channel: VideoChannel): boolean =>
  isChannel(names, channel) ||
  artistKeys([names]).atoms.some((keys) => channel.names.some((name) => nameKeys(name).some((key) => keys.includes(key))));

/** Is this the channel's own name? */
export const isChannel = (text: string, channel: VideoChannel): boolean =>
  channel.names.some((name) => nameKeys(text).some((key) => nameKeys(name).includes(key)));
