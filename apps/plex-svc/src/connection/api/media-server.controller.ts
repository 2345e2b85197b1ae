import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { ConnectionTestReport, MediaServerReport, OfferedServer, SignInReport } from '@soulsync/contracts';
import type { ChooseServer, StartSignIn, UseServerToken } from '@soulsync/contracts/rest';
import { commandContext, Secret, systemClock } from '@soulsync/service-kit';
import type { RpcRequest } from '@soulsync/service-kit';
import { offered } from '../workers/choose-media-server.js';
import type { MediaServerChoice } from '../workers/choose-media-server.js';
import type { SignIns } from '../workers/sign-ins.js';

export const MEDIA_SERVER = Symbol('media server');
export const SIGN_INS = Symbol('sign-ins');

interface ById {
  readonly id: string;
}

@Controller()
export class MediaServerController {
  constructor(
    @Inject(MEDIA_SERVER) private readonly choice: MediaServerChoice,
    @Inject(SIGN_INS) private readonly signIns: SignIns,
  ) {}

  @MessagePattern(rpc.plex.mediaServer)
  report(): Promise<MediaServerReport> {
    return this.choice.report();
  }

  @MessagePattern(rpc.plex.accountServers)
  async servers(): Promise<readonly OfferedServer[]> {
    return (await this.choice.servers()).map(offered);
  }

  @MessagePattern(rpc.plex.startSignIn)
  start(@Payload() request: RpcRequest<StartSignIn>): Promise<SignInReport> {
    return this.signIns.start(request.body.kind ?? 'strong', commandContext(request, systemClock));
  }

  @MessagePattern(rpc.plex.signIn)
  signInReport(@Payload() { body }: RpcRequest<ById>): SignInReport {
    return this.signIns.reportOf(body.id);
  }

  @MessagePattern(rpc.plex.cancelSignIn)
  cancel(@Payload() { body }: RpcRequest<ById>): SignInReport {
    return this.signIns.cancel(body.id);
  }

  @MessagePattern(rpc.plex.chooseServer)
  choose(@Payload() request: RpcRequest<ChooseServer>): Promise<MediaServerReport> {
    const { serverId, address } = request.body;
    return this.choice.choose(serverId, address ?? null, commandContext(request, systemClock));
  }

  @MessagePattern(rpc.plex.useToken)
  useToken(@Payload() request: RpcRequest<UseServerToken>): Promise<MediaServerReport> {
    const { url, token } = request.body;
    return this.choice.useToken(url, new Secret(token.trim()), commandContext(request, systemClock));
  }

  @MessagePattern(rpc.plex.testServer)
  test(): Promise<ConnectionTestReport> {
    return this.choice.test();
  }
}
