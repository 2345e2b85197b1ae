import { Bars } from '../components/Bars.js';
import { inBytes } from '../components/bytes.js';
import { ReadState } from '../layout/Trouble.js';
import { Part } from './Part.js';
import { filedByDay, lastHour } from './throughput.js';
import { useLastDays, useLastHour } from './use-throughput.js';

/** What was fetched in the last hour. */
export function LastHour() {
  const { nowMs, ...read } = useLastHour();
  const rows = read.data ?? [];
  const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
  const searches = rows.reduce((sum, row) => sum + row.searches, 0);
  return (
    <Part
      title="Last hour"
      more={read.data ? <small>{`${inBytes(bytes)}, ${searches === 1 ? '1 search' : `${searches} searches`}`}</small> : null}
    >
      <ReadState of={read} what="the last hour" />
      {read.data ? <Bars name="Fetched in the last hour" bars={lastHour(rows, nowMs)} ends={['an hour ago', 'now']} /> : null}
    </Part>
  );
}

/** How many files came into the library each day. */
export function FiledPerDay() {
  const { nowMs, ...read } = useLastDays();
  const bars = filedByDay(read.data ?? [], nowMs);
  return (
    <Part
      title="Filed each day"
      more={read.data ? <small>{`${bars.reduce((sum, { value }) => sum + value, 0).toLocaleString('en')} in two weeks`}</small> : null}
    >
      <ReadState of={read} what="what was filed each day" />
      {read.data ? <Bars name="Files filed each day" bars={bars} ends={[bars[0]?.label.replace(/^\w+ /, '') ?? '', 'today']} /> : null}
    </Part>
  );
}
