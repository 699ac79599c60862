import { Skeleton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { DataTable } from '../../components/data-table.tsx';

const ROWS = [52, 38, 61, 44, 57, 40] as const;

/** As high as the rows to come, so that nothing jumps. */
export function PeopleSkeleton() {
  const t = useTranslations();
  return (
    <DataTable label={t('common.loading')}>
      <tbody aria-busy="true">
        {ROWS.map((width) => (
          <tr key={width}>
            <td style={{ width: '22%' }}>
              <div style={{ display: 'flex', gap: 10, alignItems: 'center', height: 38 }}>
                <Skeleton circle width={30} height={30} style={{ flex: 'none' }} />
                <Skeleton height={10} width={`${width + 20}%`} />
              </div>
            </td>
            <td>
              <Skeleton height={18} radius={4} />
            </td>
            <td style={{ width: '9%' }}>
              <Skeleton height={10} width={`${width}%`} ml="auto" />
            </td>
            <td style={{ width: '18%' }}>
              <Skeleton height={10} width={`${width}%`} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  );
}
