// How relations are drawn: a curve with an arrow head, whole or dashed, in one program for WebGL. Each is a strip along a
// quadratic Bézier curve, worked out in pixels, so that widths, dashes and heads do not depend on the zoom.
import { EdgeProgram } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import type { ProgramInfo } from "sigma/rendering";
import { floatColor } from "sigma/utils";
import { kDash, kGap } from "./looks";


const kVertex = `
attribute vec2 a_source;
attribute vec2 a_target;
attribute vec4 a_shape;   // width, bend, dashed, radius of the target
attribute vec2 a_more;    // radius of the source, has a head
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec3 a_step;    // along 0 to 1, side -1 to 1, part: 0 shaft, 1 foot of the head, 2 tip
uniform mat3 u_matrix;
uniform vec2 u_size;
uniform float u_sizeRatio;
uniform float u_pixelRatio;
varying vec4 v_color;
varying float v_along;
varying float v_dashed;

vec2 pixel(vec2 position) { return (u_matrix * vec3(position, 1.0)).xy * 0.5 * u_size; }

void main() {
  vec2 from = pixel(a_source);
  vec2 to = pixel(a_target);
  vec2 chord = to - from;
  float length0 = max(length(chord), 0.001);
  vec2 normal = vec2(-chord.y, chord.x) / length0;
  vec2 bend = (from + to) * 0.5 + normal * a_shape.y * min(length0, 260.0 * u_pixelRatio);
  float width = max(a_shape.x, 1.0) * u_pixelRatio;
  #ifdef PICKING_MODE
  width = max(width, 6.0 * u_pixelRatio);
  #endif
  float head = a_more.y * (width * 2.2 + 4.0 * u_pixelRatio);
  float begin = min(0.45, a_more.x / u_sizeRatio * u_pixelRatio / length0);
  float tip = max(0.5, 1.0 - (a_shape.w / u_sizeRatio * u_pixelRatio + u_pixelRatio) / length0);
  float foot = max(begin, tip - head / length0);
  float t = a_step.z > 1.5 ? tip : mix(begin, foot, a_step.x);
  vec2 point = mix(mix(from, bend, t), mix(bend, to, t), t);
  vec2 ahead = mix(bend - from, to - bend, t);
  vec2 across = normalize(vec2(-ahead.y, ahead.x));
  float half_width = a_step.z > 1.5 ? 0.0 : (a_step.z > 0.5 ? head * 0.5 : width * 0.5);
  gl_Position = vec4((point + across * a_step.y * half_width) / (0.5 * u_size), 0.0, 1.0);
  v_along = t * length0 / u_pixelRatio;
  v_dashed = a_step.z > 0.5 ? 0.0 : a_shape.z;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

const kFragment = `
precision mediump float;
varying vec4 v_color;
varying float v_along;
varying float v_dashed;
void main() {
  #ifndef PICKING_MODE
  if (v_dashed > 0.5 && mod(v_along, ${(kDash + kGap).toFixed(1)}) > ${kDash.toFixed(1)}) discard;
  #endif
  gl_FragColor = v_color;
}`;

// Attributes of an edge beside those of sigma.
export interface Drawn extends EdgeDisplayData {
  bend: number;
  dashed: boolean;
  head: boolean;
}

const kUniforms = ["u_matrix", "u_size", "u_sizeRatio", "u_pixelRatio"] as const;

// `kSegments` pieces make a curve; one is enough for a straight line, and most lines of a large graph are straight.
const program = (kSegments: number) => class extends EdgeProgram<(typeof kUniforms)[number]> {
  getDefinition() {
    const steps: number[][] = [];
    for (let i = 0; i <= kSegments; ++i) steps.push([i / kSegments, -1, 0], [i / kSegments, 1, 0]);
    steps.push([1, -1, 1], [1, 1, 1], [1, 0, 2]);
    const { FLOAT, UNSIGNED_BYTE, TRIANGLE_STRIP } = WebGLRenderingContext;
    return {
      VERTICES: steps.length,
      VERTEX_SHADER_SOURCE: kVertex,
      FRAGMENT_SHADER_SOURCE: kFragment,
      METHOD: TRIANGLE_STRIP,
      UNIFORMS: kUniforms,
      ATTRIBUTES: [
        { name: "a_source", size: 2, type: FLOAT },
        { name: "a_target", size: 2, type: FLOAT },
        { name: "a_shape", size: 4, type: FLOAT },
        { name: "a_more", size: 2, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_step", size: 3, type: FLOAT }],
      CONSTANT_DATA: steps,
    };
  }

  processVisibleItem(id: number, at: number, source: NodeDisplayData, target: NodeDisplayData, data: EdgeDisplayData) {
    const drawn = data as Drawn;
    const array = this.array;
    array[at++] = source.x;
    array[at++] = source.y;
    array[at++] = target.x;
    array[at++] = target.y;
    array[at++] = drawn.size;
    array[at++] = drawn.bend;
    array[at++] = drawn.dashed ? 1 : 0;
    array[at++] = target.size;
    array[at++] = source.size;
    array[at++] = drawn.head ? 1 : 0;
    array[at++] = floatColor(drawn.color);
    array[at++] = id;
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform2f(uniformLocations.u_size, params.width * params.pixelRatio, params.height * params.pixelRatio);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_pixelRatio, params.pixelRatio);
  }
};

export const CurveProgram = program(12);
export const LineProgram = program(1);
