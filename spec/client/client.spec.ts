import { bothBuilds } from '../support/both-builds.ts';
import { abortCases } from './cases/abort.ts';
import { appClientCases } from './cases/app-client.ts';
import { configurationCases } from './cases/configuration.ts';
import { confirmCases } from './cases/confirm.ts';
import { deliveryCases } from './cases/delivery.ts';
import { eventCases } from './cases/events.ts';
import { lifetimeCases } from './cases/lifetime.ts';
import { ownPropertyCases } from './cases/own-properties.ts';
import { regionCases } from './cases/region.ts';
import { requestCases } from './cases/requests.ts';
import { retryCases } from './cases/retries.ts';
import { timeoutCases } from './cases/timeouts.ts';
import { tlsCases } from './cases/tls.ts';
import { transportCauseCases } from './cases/transport-causes.ts';
import { transportCases } from './cases/transports.ts';

bothBuilds('the client', {
  ...requestCases,
  ...confirmCases,
  ...appClientCases,
  ...configurationCases,
  ...ownPropertyCases,
  ...regionCases,
  ...deliveryCases,
  ...retryCases,
  ...timeoutCases,
  ...tlsCases,
  ...abortCases,
  ...eventCases,
  ...transportCases,
  ...transportCauseCases,
  ...lifetimeCases,
});
