import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { ConnectionTestReport, MediaServerReport, OfferedServer, SignInReport } from '@soulsync/contracts';
import { ChooseServer, StartSignIn, UseServerToken } from '@soulsync/contracts/rest';
import { commandContext, Invalid, Secret, systemClock, validateBody } from '@soulsync/service-kit';
import type { RpcRequest } from '@soulsync/service-kit';
import { offered } from '../processes/choose-media-server.js';
import type { MediaServerDesk } from '../processes/choose-media-server.js';
import type { SignIns } from '../processes/sign-ins.js';

export const MEDIA_SERVER = Symbol('media server');
export const SIGN_INS = Symbol('sign-ins');

@Controller()
export class MediaServerController {
  constructor(
    @Inject(MEDIA_SERVER) private readonly desk: MediaServerDesk,
    @Inject(SIGN_INS) private readonly signIns: SignIns,
  ) {}

  @MessagePattern(rpc.plex.mediaServer)
  report(): Promise<MediaServerReport> {
    return this.desk.report();
  }

  @MessagePattern(rpc.plex.accountServers)
  async servers(): Promise<readonly OfferedServer[]> {
    return (await this.desk.servers()).map(offered);
  }

  @MessagePattern(rpc.plex.startSignIn)
  async start(@Payload() request: RpcRequest<unknown>): Promise<SignInReport> {
    const { kind } = await validateBody(StartSignIn, request.body);
    return this.signIns.start(kind ?? 'strong', commandContext(request, systemClock));
  }

  @MessagePattern(rpc.plex.signIn)
  look(@Payload() { body }: RpcRequest<unknown>): SignInReport {
    return this.signIns.look(idOf(body));
  }

  @MessagePattern(rpc.plex.cancelSignIn)
  cancel(@Payload() { body }: RpcRequest<unknown>): SignInReport {
    return this.signIns.cancel(idOf(body));
  }

  @MessagePattern(rpc.plex.chooseServer)
  async choose(@Payload() request: RpcRequest<unknown>): Promise<MediaServerReport> {
    const { serverId, address } = await validateBody(ChooseServer, request.body);
    return this.desk.choose(serverId, address ?? null, commandContext(request, systemClock));
  }

  @MessagePattern(rpc.plex.useToken)
  async useToken(@Payload() request: RpcRequest<unknown>): Promise<MediaServerReport> {
    const { url, token } = await validateBody(UseServerToken, request.body);
    return this.desk.useToken(url, new Secret(token.trim()), commandContext(request, systemClock));
  }

  @MessagePattern(rpc.plex.testServer)
  test(): Promise<ConnectionTestReport> {
    return this.desk.test();
  }
}

function idOf(body: unknown): string {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : null;
  if (typeof id !== 'string' || id === '') throw new Invalid({ id: 'is missing' });
  return id;
}
