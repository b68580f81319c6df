#!/usr/bin/env bash
# The life of a contract against the simulator, with curl and openssl: opens a session, signs as the payer, queries,
# terminates. Every request is signed, every answer verified. Start the simulator with the same directory of keys:
#
#   java -jar wechatpay-contract-simulator-<version>-standalone.jar --keys keys
#   samples/curl/contract.sh keys
#
# The notification goes to the address given last. It is verified as an answer is; its resource is encrypted with
# AES-256-GCM, which the command openssl cannot open.
set -euo pipefail

if [ $# -lt 1 ]; then
  echo "usage: $0 <keys> [<base URL> [<notify URL>]]" >&2
  exit 2
fi
keys=$1
base=${2:-http://127.0.0.1:9080}
notify_url=${3:-http://localhost:8080/wechatpay/contract/notify}

answer=$(mktemp -d)
trap 'rm -rf "$answer"' EXIT

setting() {
  sed -n "s/^$1=//p" "$keys/merchant.properties"
}

header() {
  awk -v name="$1" 'tolower($1) == tolower(name) ":" { print $2 }' "$answer/headers" | tr -d '\r'
}

# Five lines, each ended by a line feed: method, path with query, seconds since 1970, a nonce, the body or nothing.
sign() {
  printf '%s\n%s\n%s\n%s\n%s\n' "$@" | openssl dgst -sha256 -sign "$keys/apiclient_key.pem" | openssl base64 -A
}

# Three lines: what the answer's headers say, and the body to the byte.
verify() {
  header Wechatpay-Signature | openssl base64 -d -A >"$answer/signature"
  if [ "$(header Wechatpay-Serial)" != "$(setting public_key_id)" ]; then
    echo "The answer is not signed with $keys/pub_key.pem" >&2
    return 1
  fi
  { printf '%s\n%s\n' "$(header Wechatpay-Timestamp)" "$(header Wechatpay-Nonce)"; cat "$answer/body"; echo; } |
    openssl dgst -sha256 -verify "$keys/pub_key.pem" -signature "$answer/signature"
}

call() {
  local method=$1 path=$2 body=${3-}
  local timestamp nonce token
  timestamp=$(date +%s)
  nonce=$(openssl rand -hex 16)
  token="mchid=\"$(setting mchid)\",nonce_str=\"$nonce\",timestamp=\"$timestamp\",serial_no=\"$serial\""
  token="$token,signature=\"$(sign "$method" "$path" "$timestamp" "$nonce" "$body")\""
  echo "$method $path"
  curl -sS -X "$method" "$base$path" -D "$answer/headers" -o "$answer/body" -w '%{http_code} ' \
    -H "Authorization: WECHATPAY2-SHA256-RSA2048 $token" -H "Wechatpay-Serial: $(setting public_key_id)" \
    -H 'Accept: application/json' ${body:+-H 'Content-Type: application/json' --data-binary "$body"}
  cat "$answer/body"
  echo
  verify
}

serial=$(openssl x509 -in "$keys/apiclient_cert.pem" -noout -serial | cut -d= -f2)
code=curl$(openssl rand -hex 12)
contracts=/v3/password-exempt-contract/contracts
contract=$contracts/service-id/$(setting service_id)/out-contract-code/$code

call POST "$contracts/normal/pre-entrust-sign/mini-program" "{\"appid\":\"$(setting appid)\",\
\"service_id\":$(setting service_id),\"out_contract_code\":\"$code\",\"notify_url\":\"$notify_url\",\
\"contract_display_account\":\"微信代扣用户A\",\"openid\":\"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o\"}"

echo "The payer confirms"
curl -sS -X POST "$base/simulator/contracts/$code/confirm"
echo

call GET "$contract"
call POST "$contract/terminate" '{"contract_termination_remark":"顾客要求"}'
call GET "$contract"
