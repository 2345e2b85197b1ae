import { Button } from '@mui/material';
import type { ConnectionId } from '@soulsync/contracts';
import { useSend } from '../../providers/use-console.js';
import { useSettings } from '../use-settings.js';
import { connectionNames } from '../../layout/connection-words.js';
import { connectionWords } from './connection-words.js';

const SECTION = 'plex-svc.library';
const SETTING = 'servers';

/** A server that is set up is read only once it is chosen. Nothing where the environment chooses. */
export function UseForLibrary({ id }: { readonly id: ConnectionId }) {
  const { data: sections } = useSettings();
  const { send, sending } = useSend();
  const setting = sections?.find((section) => section.id === SECTION)?.settings.find(({ name }) => name === SETTING);
  if (!setting || setting.isLocked || connectionWords[id].isLibrary !== true) return null;
  const use = () =>
    send((console) => console.change(`settings/${SECTION}`, { values: { [SETTING]: id } }), {
      done: `The library is read from ${connectionNames[id]} now`,
    });
  return (
    <Button variant="outlined" size="small" sx={{ mb: 2 }} aria-busy={sending} onClick={() => void use()}>
      Read the library from {connectionNames[id]}
    </Button>
  );
}
