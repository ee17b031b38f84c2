/**
 * `Models` of a REST API, and `RequestModel` of an event: what a body has to look like.
 * Who calls it: rest-document.ts. https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-requestmodel.html
 */
import { InvalidEvent, InvalidResource, InvalidTemplate } from '../errors.ts';
import { pythonText } from '../python-text.ts';
import type { Route } from '../translation.ts';
import { defined, type Fields, isMap } from '../values.ts';

const VALIDATORS = 'x-amazon-apigateway-request-validators';

/** @returns the document's definitions, names in lower case. @throws InvalidResource, InvalidTemplate. */
export function modelDefinitions(logicalId: string, models: unknown): Fields | undefined {
  if (!models) return undefined;
  if (!isMap(models)) throw new InvalidResource(logicalId, "Property 'Models' should be a map.");
  if (!Object.values(models).every(isMap)) throw new InvalidResource(logicalId, "Invalid value for 'Models' property");
  return Object.fromEntries(
    Object.entries(models).map(([name, schema]) => {
      if (!isMap(schema) || !schema['type']) throw new InvalidTemplate("'Models' schema is missing 'type'.");
      return [name.toLowerCase(), schema];
    }),
  );
}

/** Adds what the event asks of the body. Changes the document and the operation. @throws InvalidResource of the function. */
export function addRequestModel(document: Fields, operation: Fields, route: Route, models: unknown, openApi3: boolean): void {
  const given = route.properties['RequestModel'];
  if (!given) return;
  const refuse = (what: string) => new InvalidResource(route.functionId, new InvalidEvent(route.eventId, what).message);
  if (!isMap(given)) throw refuse("Property 'RequestModel' should be a map.");
  const { Model: model, Required: required, ValidateBody: body, ValidateParameters: parameters } = given;
  if (!model) return;
  const on = `Unable to set RequestModel [${pythonText(model)}] on API method [${route.method}] for path [${route.path}] because`;
  if (!models) throw refuse(`${on} the related API does not define any Models.`);
  if (!isMap(models)) throw refuse(`${on} the related API Models defined is of invalid type.`);
  if (typeof model !== 'string') throw refuse(`${on} the related API does not contain valid Models.`);
  if (!models[model]) throw refuse(`${on} it wasn't defined in the API's Models.`);
  const name = model.toLowerCase();
  if (openApi3) {
    const schema = { $ref: `#/components/schemas/${name}` };
    operation['requestBody'] = defined({ content: { 'application/json': { schema } }, required });
  } else {
    const parameter = defined({ in: 'body', name, schema: { $ref: `#/definitions/${name}` }, required });
    const present = operation['parameters'];
    operation['parameters'] = [...(Array.isArray(present) ? present : []), parameter];
  }
  if ((body ?? undefined) === undefined && (parameters ?? undefined) === undefined) return;
  const checks = [body ?? false, parameters ?? false];
  if (checks.some((check) => typeof check !== 'boolean'))
    throw refuse(
      `Unable to set Validator to RequestModel [${model}] on API method [${route.method}] for path [${route.path}] ValidateBody and ValidateParameters must be a boolean type, strings or intrinsics are not supported.`,
    );
  const [validateRequestBody, validateRequestParameters] = checks;
  const validator = validateRequestBody
    ? validateRequestParameters
      ? 'body-and-params'
      : 'body-only'
    : validateRequestParameters
      ? 'params-only'
      : 'no-validation';
  const validators = document[VALIDATORS];
  document[VALIDATORS] = {
    [validator]: { validateRequestBody, validateRequestParameters },
    ...(isMap(validators) ? validators : {}),
  };
  operation['x-amazon-apigateway-request-validator'] = validator;
}
