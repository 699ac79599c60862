#ifndef OUTPUTS_H
#define OUTPUTS_H

/*
 * Writes a JSON list of the monitors on the first graphics chip, which is the one that ffmpeg's ddagrab
 * takes: their places in pixels, in the order of its `output_idx`, and whether they are rotated.
 */
void print_outputs(void);

#endif
