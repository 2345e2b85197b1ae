import { useState } from 'react';
import type { ConnectionId, ConnectionTestReport, SettingValues } from '@soulsync/contracts';
import { useSend } from '../../providers/use-console.js';
import type { SectionForm } from '../form/use-drafts.js';
import { stepWords } from './connection-words.js';

export type Tested = ConnectionTestReport & { /** When it ended. */ readonly at: string };

/** A step that was not tried is told by what it would have shown. */
const told = ({ steps }: ConnectionTestReport): ConnectionTestReport => ({
  steps: steps.map((step) => (step.ok === null ? { ...step, detail: stepWords[step.step] } : step)),
});

/** Tries a connection with what the form holds, saved or not; the last result stays until the next. */
export function useTest(id: ConnectionId, form: SectionForm | null) {
  const { send, sending: testing } = useSend();
  const [tested, setTested] = useState<Tested | null>(null);
  const test = async (): Promise<void> => {
    const candidate = form ? form.candidate() : { values: {}, secrets: {} };
    if (candidate === null) return;
    await send((console) => console.command<ConnectionTestReport>(`connections/${id}/test`, candidate), {
      then(report) {
        setTested({ ...told(report), at: new Date().toISOString() });
        form?.complain(
          Object.fromEntries(report.steps.flatMap(({ ok, field, detail }) => (ok === false && field ? [[field, detail]] : []))),
        );
      },
    });
  };
  /** What belongs to another section is saved there, and everything is tried again. */
  const mend = async (section: string, values: SettingValues): Promise<void> => {
    let isSaved = false;
    await send((console) => console.change(`settings/${section}`, { values }), { done: 'Saved', then: () => void (isSaved = true) });
    if (isSaved) await test();
  };
  return { test, testing, tested, mend };
}
