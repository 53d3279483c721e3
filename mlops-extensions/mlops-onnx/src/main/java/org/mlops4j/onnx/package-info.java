/**
 * Models in ONNX, run by ONNX Runtime. Start with {@link org.mlops4j.onnx.OnnxModel}, which makes a package of a file;
 * {@link org.mlops4j.onnx.OnnxFormat} loads it once this module is on the class path.
 *
 * <p>ONNX Runtime is native code, so a file is looked through in Java first, then tried in a process of its own.
 */
@NullMarked
package org.mlops4j.onnx;

import org.jspecify.annotations.NullMarked;
