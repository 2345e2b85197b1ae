import { adminSubject, serviceNames } from '@soulsync/contracts';
import type { RequestContext, ServiceName, SettingsSectionReport } from '@soulsync/contracts';
import { NotFound, Unavailable } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import type { SettingsDoor } from './import-settings.js';

const ANSWER_MS = 2_000;

/** `<service>.<section>`. Throws NotFound. */
export function sectionNamed(id: string): { readonly service: ServiceName; readonly section: string } {
  const dot = id.indexOf('.');
  const service = serviceNames.find((name) => name === id.slice(0, dot));
  if (dot < 0 || !service) throw new NotFound('nothing has such an id');
  return { service, section: id.slice(dot + 1) };
}

/** Every section of every service that answers. */
export async function sectionsOfAll(requests: RpcClient, context: RequestContext): Promise<readonly SettingsSectionReport[]> {
  const of = async (service: ServiceName): Promise<readonly SettingsSectionReport[]> => {
    try {
      return await requests.request<readonly SettingsSectionReport[]>(adminSubject(service, 'settings'), {}, context, ANSWER_MS);
    } catch (error) {
      if (error instanceof Unavailable) return []; // it is shown as down elsewhere
      throw error;
    }
  };
  return (await Promise.all(serviceNames.map(of))).flat();
}

/** The settings of all services, asked for and changed in somebody's name. */
export function settingsDoor(requests: RpcClient, context: () => RequestContext): SettingsDoor {
  const ask = <Answer>(id: string, verb: 'check-settings' | 'change-settings' | 'set-secret', body: object): Promise<Answer> => {
    const { service, section } = sectionNamed(id);
    return requests.request<Answer>(adminSubject(service, verb), { section, ...body }, context());
  };
  return {
    sections: () => sectionsOfAll(requests, context()),
    check: (id, values) => ask(id, 'check-settings', { values }),
    change: (id, values) => ask(id, 'change-settings', { values }),
    setSecret: (id, name, value) => ask(id, 'set-secret', { name, value }),
  };
}
