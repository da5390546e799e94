/** What a website's server runs to vouch for who is signed in; the same is in docs/embedding.md. */

export const siteLanguages = ["node", "go", "php"] as const;
export type SiteLanguage = (typeof siteLanguages)[number];

export interface Site {
  readonly issuer: string;
  readonly audience: string;
  /** Name of its key. */
  readonly key: string;
}

const quoted = (text: string) => JSON.stringify(text);
const single = (text: string) => `'${text.replace(/[\\']/g, "\\$&")}'`;

const node = ({ issuer, audience, key }: Site) => `import { createPrivateKey, sign } from "node:crypto";

const key = createPrivateKey(process.env.SEALDESK_KEY); // openssl genpkey -algorithm ed25519
const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Check your own session first: whoever gets a token is that customer. */
export function tokenFor(customer, asked) {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: ${quoted(issuer)},
    aud: ${quoted(audience)},
    sub: customer.id,
    name: customer.name,
    nonce: asked.nonce,
    sealdesk_device: asked.device,
    iat: now,
    exp: now + 120,
  };
  const text = \`\${part({ alg: "EdDSA", typ: "JWT", kid: ${quoted(key)} })}.\${part(claims)}\`;
  return \`\${text}.\${sign(null, Buffer.from(text), key).toString("base64url")}\`;
}
`;

const go = ({ issuer, audience, key }: Site) => `package site

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"os"
	"time"
)

// Asked is what the page hands over, as JSON.
type Asked struct{ Nonce, Device string }

// Token vouches for a customer. Check your own session first: whoever gets a token
// is that customer.
func Token(customer, name string, asked Asked) (string, error) {
	block, _ := pem.Decode([]byte(os.Getenv("SEALDESK_KEY"))) // openssl genpkey -algorithm ed25519
	if block == nil {
		return "", errors.New("SEALDESK_KEY is no key in PEM")
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return "", err
	}
	key, ok := parsed.(ed25519.PrivateKey)
	if !ok {
		return "", errors.New("SEALDESK_KEY is no Ed25519 key")
	}
	now := time.Now().Unix()
	header, err := part(map[string]any{"alg": "EdDSA", "typ": "JWT", "kid": ${quoted(key)}})
	if err != nil {
		return "", err
	}
	claims, err := part(map[string]any{
		"iss":             ${quoted(issuer)},
		"aud":             ${quoted(audience)},
		"sub":             customer,
		"name":            name,
		"nonce":           asked.Nonce,
		"sealdesk_device": asked.Device,
		"iat":             now,
		"exp":             now + 120,
	})
	if err != nil {
		return "", err
	}
	text := header + "." + claims
	return text + "." + base64.RawURLEncoding.EncodeToString(ed25519.Sign(key, []byte(text))), nil
}

func part(value map[string]any) (string, error) {
	text, err := json.Marshal(value)
	return base64.RawURLEncoding.EncodeToString(text), err
}
`;

const php = ({ issuer, audience, key }: Site) => `<?php
// Check your own session first: whoever gets a token is that customer.
function token_for(string $customer, string $name, array $asked): string
{
    $url = fn (string $bytes) => rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    $part = fn (array $value) => $url(json_encode($value, JSON_THROW_ON_ERROR));
    $now = time();
    $text = $part(['alg' => 'EdDSA', 'typ' => 'JWT', 'kid' => ${single(key)}]) . '.' . $part([
        'iss' => ${single(issuer)},
        'aud' => ${single(audience)},
        'sub' => $customer,
        'name' => $name,
        'nonce' => $asked['nonce'],
        'sealdesk_device' => $asked['device'],
        'iat' => $now,
        'exp' => $now + 120,
    ]);
    // openssl genpkey -algorithm ed25519: the seed is the last 32 bytes (RFC 8410).
    $der = base64_decode(preg_replace('/-----[A-Z ]+-----|\\s/', '', getenv('SEALDESK_KEY')));
    $pair = sodium_crypto_sign_seed_keypair(substr($der, -SODIUM_CRYPTO_SIGN_SEEDBYTES));
    return $text . '.' . $url(sodium_crypto_sign_detached($text, sodium_crypto_sign_secretkey($pair)));
}
`;

const examples = { node, go, php } as const;

export const siteToken = (language: SiteLanguage, site: Site): string => examples[language](site);
