import { adminSubject } from '@soulsync/contracts';
import type { ServiceName } from '@soulsync/contracts';
import { ChangeSettings, NamedSecret, NamedSection, NewSecret } from '@soulsync/contracts/rest';
import { Secret } from '../config.js';
import type { BaseConfig } from '../config.js';
import { Invalid } from '../errors.js';
import { validateBody } from '../request-body.js';
import { commandContext, respond } from '../rpc.js';
import type { RpcRequest } from '../rpc.js';
import type { Kit } from '../service.js';

/** What people ask of a service's settings; a secret goes in and never comes out. */
export function answerSettings<C extends BaseConfig>(service: ServiceName, kit: Kit<C>): void {
  const { settings } = kit;
  const on = (verb: Parameters<typeof adminSubject>[1], answer: (request: RpcRequest<Record<string, unknown>>) => Promise<unknown>) =>
    respond(kit.nats, adminSubject(service, verb), service, kit.logger, answer);
  on('settings', async () => settings.list());
  on('settings-history', async (request) => settings.history((await validateBody(NamedSection, request.body)).section));
  on('change-settings', async (request) => {
    const { section, values } = await validateBody(ChangeSettings, request.body);
    return settings.change(section, plainObject(values), commandContext(request, kit.clock));
  });
  on('check-settings', async (request) => {
    const { section, values } = await validateBody(ChangeSettings, request.body);
    return settings.check(section, plainObject(values));
  });
  on('set-secret', async (request) => {
    const { section, name, value } = await validateBody(NewSecret, request.body);
    return settings.setSecret(section, name, new Secret(value), commandContext(request, kit.clock));
  });
  on('remove-secret', async (request) => {
    const { section, name } = await validateBody(NamedSecret, request.body);
    return settings.removeSecret(section, name, commandContext(request, kit.clock));
  });
}

function plainObject(values: object): Readonly<Record<string, unknown>> {
  if (Array.isArray(values)) throw new Invalid({ values: 'must be an object' });
  return { ...values };
}
