import { abortCases } from './cases/abort.ts';
import { configurationCases } from './cases/configuration.ts';
import { deliveryCases } from './cases/delivery.ts';
import { eventCases } from './cases/events.ts';
import { lifetimeCases } from './cases/lifetime.ts';
import { requestCases } from './cases/requests.ts';
import { retryCases } from './cases/retries.ts';
import { timeoutCases } from './cases/timeouts.ts';
import { tlsCases } from './cases/tls.ts';
import { transportCases } from './cases/transports.ts';
import { bothBuilds } from './support/both-builds.ts';

bothBuilds('the client', {
  ...requestCases,
  ...configurationCases,
  ...deliveryCases,
  ...retryCases,
  ...timeoutCases,
  ...tlsCases,
  ...abortCases,
  ...eventCases,
  ...transportCases,
  ...lifetimeCases,
});
