// What `require("crypto")` of n8n's code hashes by. Node has these in OpenSSL.
import { hmac } from "@noble/hashes/hmac.js";
import { md5, ripemd160, sha1 } from "@noble/hashes/legacy.js";
import { sha224, sha256, sha384, sha512, sha512_256 } from "@noble/hashes/sha2.js";

globalThis.__hashes = { hmac, kinds: { md5, ripemd160, sha1, sha224, sha256, sha384, sha512, "sha512-256": sha512_256 } };
