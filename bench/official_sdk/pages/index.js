export default function Ready() {
  return "ready";
}
