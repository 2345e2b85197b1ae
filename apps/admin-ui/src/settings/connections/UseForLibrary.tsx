import { Button } from '@mui/material';
import type { ConnectionId } from '@soulsync/contracts';
import { useSend } from '../../providers/use-console.js';
import { useSettings } from '../use-settings.js';
import { connectionNames } from '../../layout/connection-words.js';
import { connectionWords } from './connection-words.js';

const SECTION = 'plex-svc.library';
const SETTING = 'servers';

/** Chooses a server as the one the library is read from; null where the environment chooses, and for what is no library. */
export function useForLibrary(id: ConnectionId) {
  const { data: sections } = useSettings();
  const { send, sending } = useSend();
  const setting = sections?.find((section) => section.id === SECTION)?.settings.find(({ name }) => name === SETTING);
  if (!setting || setting.isLocked || connectionWords[id].isLibrary !== true) return null;
  const choose = () =>
    send((console) => console.change(`settings/${SECTION}`, { values: { [SETTING]: id } }), {
      done: `The library is read from ${connectionNames[id]} now`,
    });
  return { choose, sending };
}

/** A server that is set up is read only once it is chosen. */
export function UseForLibrary({ id }: { readonly id: ConnectionId }) {
  const use = useForLibrary(id);
  if (use === null) return null;
  return (
    <Button variant="outlined" size="small" sx={{ mb: 2 }} aria-busy={use.sending} onClick={() => void use.choose()}>
      Read the library from {connectionNames[id]}
    </Button>
  );
}
