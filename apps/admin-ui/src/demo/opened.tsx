import type { ReactNode } from 'react';
import { PageHead } from '../components/PageHead.js';
import { KeysDialog } from '../keys/KeysDialog.js';
import { CommandPalette } from '../palette/CommandPalette.js';

const nothing = () => undefined;

/** What is opened over a page, by the address at which the demo shows it open. */
export const opened: Readonly<Record<string, ReactNode>> = {
  '/gallery/palette': (
    <>
      <PageHead title="Command palette" />
      <CommandPalette onClose={nothing} onKeys={nothing} />
    </>
  ),
  '/gallery/keys': (
    <>
      <PageHead title="Keys" />
      <KeysDialog onClose={nothing} />
    </>
  ),
};
