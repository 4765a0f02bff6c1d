import { once } from "node:events";
import { connect } from "node:net";

/** Begins to upload a file to the emulated GitHub and breaks off in its midst, so that its name is taken by half of it. */
export async function uploadHalf(address: URL, token: string): Promise<void> {
  const socket = connect(Number(address.port), address.hostname);
  socket.on("error", () => {});
  await once(socket, "connect");
  const head = [
    `POST ${address.pathname}${address.search} HTTP/1.1`,
    `Host: ${address.host}`,
    `Authorization: Bearer ${token}`,
    "Content-Type: application/octet-stream",
    "Content-Length: 1000",
    "",
    "half of it",
  ];
  socket.end(head.join("\r\n"));
  await once(socket, "close");
}
