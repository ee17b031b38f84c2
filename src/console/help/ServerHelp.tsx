/** Where clients reach this server, and how it runs functions. Used by Help.tsx. */
import { type ServerSummary, useServer } from '../api/use-server.ts';
import { visibleText } from '../format/text.ts';
import { CopyButton } from '../look/CopyButton.tsx';

export function ServerHelp() {
  const server = useServer();
  if (server === undefined) return null;
  return (
    <>
      <h3>This server</h3>
      <dl className="rg-help-words">
        {serverFacts(server).map(([name, value]) => (
          <div key={name} className="rg-copied">
            <dt>{name}</dt>
            <dd className="rg-break">
              {visibleText(value)} <CopyButton text={value} label={`Copy ${name}`} />
            </dd>
          </div>
        ))}
      </dl>
      {(server.warnings ?? []).map((warning) => (
        <p key={warning}>{visibleText(warning)}</p>
      ))}
    </>
  );
}

function serverFacts({
  apiUrl,
  region,
  accountId,
  ports,
  sandbox,
  dataDir,
  version,
}: ServerSummary): readonly [string, string][] {
  const udp = ports?.xrayUdp;
  const facts: readonly (readonly [string, string | number | undefined])[] = [
    ['AWS_ENDPOINT_URL', apiUrl],
    ['X-Ray daemon', udp === undefined ? undefined : `127.0.0.1:${udp}`],
    ['OTLP over HTTP', ports?.otlpHttp],
    ['OTLP over gRPC', ports?.otlpGrpc],
    ['Region', region],
    ['Account', accountId],
    ['Functions', sandbox?.kind === 'none' ? 'not isolated' : sandbox?.kind],
    ['Data', dataDir],
    ['Version', version],
  ];
  return facts.flatMap(([name, value]): readonly [string, string][] => (value === undefined ? [] : [[name, String(value)]]));
}
