import { PageHead } from '../components/PageHead.js';
import { HealthCard } from './HealthCard.js';
import { LibraryCard } from './LibraryCard.js';
import { Logs } from './logs/Logs.js';
import { ParkedEventsCard } from './ParkedEventsCard.js';
import { ReadModels } from './ReadModels.js';
import { ServicesCard } from './ServicesCard.js';
import { SystemTabs } from './SystemTabs.js';
import { Tasks } from './Tasks.js';

const tabs = {
  health: {
    path: '/system',
    title: 'System',
    sub: 'How SoulSync itself is.',
    content: (
      <>
        <HealthCard />
        <ServicesCard />
        <LibraryCard />
        <ParkedEventsCard />
      </>
    ),
  },
  'read-models': {
    path: '/system/read-models',
    title: 'Read models',
    sub: 'What the pages show is made from the event log. A read model can be built again from it beside the live one.',
    content: <ReadModels />,
  },
  tasks: {
    path: '/system/tasks',
    title: 'Tasks',
    sub: 'What comes round by itself: when it last ran, how it went, and when it runs again.',
    content: <Tasks />,
  },
  logs: {
    path: '/system/logs',
    title: 'Logs',
    sub: 'The last lines that each service wrote.',
    content: <Logs />,
  },
} as const;

/** How SoulSync itself is, for whoever runs it. */
export function SystemPage({ tab }: { readonly tab: keyof typeof tabs }) {
  const { path, title, sub, content } = tabs[tab];
  return (
    <>
      <PageHead title={title} documentTitle={tab === 'health' ? title : `${title} · System`}>
        {sub}
      </PageHead>
      <SystemTabs current={path} />
      {content}
    </>
  );
}
